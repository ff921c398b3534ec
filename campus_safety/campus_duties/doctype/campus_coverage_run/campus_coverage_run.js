campus_safety.watch_run("Campus Coverage Run", ({ status }) => status === "Running");
