package tocsin.alarm;

/** The three states of a CloudWatch alarm, by CloudWatch's own names. */
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
