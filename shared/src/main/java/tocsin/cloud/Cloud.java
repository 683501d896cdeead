package tocsin.cloud;

/** The product's cloud, in all accounts and Regions that Tocsin may reach: what actions read and change. */
public record Cloud(
        Functions functions,
        Instances instances,
        Distributions distributions,
        Buckets buckets,
        Gateways gateways,
        Logs logs,
        Stacks stacks,
        Automations automations,
        StateMachines stateMachines,
        KeyTables keyTables) {}
