// Loaded before a tool's own code (node --import). The tool ends, in good order, when the process that started it is
// gone: its standard input closes then, however that process ended. Ctrl+C in a terminal reaches every process in it;
// the starter decides when its tools end, after its own last write.
const once = process.once;
process.once = function (event, listener) {
  return event === "SIGINT" ? this : once.call(this, event, listener);
};
process.on("SIGINT", () => {});

process.stdin.on("end", () => {
  if (!process.emit("SIGTERM")) {
    process.exit(0);
  }
});
process.stdin.on("error", () => process.emit("SIGTERM"));
process.stdin.resume();
process.stdin.unref?.();
