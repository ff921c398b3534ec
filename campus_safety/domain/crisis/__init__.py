"""Three-tier crisis handling 三级危机处置 (domain §12) as pure rules: levels, the clock of its actions, whom to call, who watches."""
