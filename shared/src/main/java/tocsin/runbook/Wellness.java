package tocsin.runbook;

/** Whether what is to be proven holds now, and by what. */
record Wellness(boolean well, String says) {
    Wellness and(Wellness other) {
        if (well == other.well) {
            return new Wellness(well, says + "; " + other.says);
        }
        return well ? other : this;
    }
}
