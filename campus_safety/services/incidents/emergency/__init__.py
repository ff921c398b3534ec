"""Emergency incidents 突发事件 (domain §18): opened in two facts, clocks, log, reports, families, the end."""
