package tocsin.local;

import tocsin.alarm.CloudWatch;
import tocsin.runbook.Functions;

/** What stands in for the AWS on which the product runs: its alarms and metrics, and its functions. */
public interface Cloud {
    CloudWatch cloudWatch();

    Functions functions();
}
