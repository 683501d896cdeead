package tocsin.tests.boundaries.broken.triage;

import tocsin.state.Table;

record AsksTheTable(Table table) {}
