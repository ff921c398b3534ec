"""Early warning 预警 as pure rules: what a signal weighs, when a rule is worth its work, what is no signal at all."""
