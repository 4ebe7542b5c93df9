// Takes the commands of macaronic apart as the runner of GitHub does, lets @actions/core write them anew, and
// fails when it writes anything else: `node commands.mjs FILE…`.
import { readFileSync } from "node:fs";
import * as core from "@actions/core";

const unescaped = (text) =>
  text.replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%0D/g, "\r").replace(/%0A/g, "\n").replace(/%25/g, "%");

function written(act) {
  const write = process.stdout.write;
  let text = "";
  process.stdout.write = (part) => ((text += part), true);
  try {
    act();
  } finally {
    process.stdout.write = write;
  }
  return text.trimEnd();
}

const sorted = (line) => {
  const [, command, properties, message] = /^::(\w+) ([^]*?)::([^]*)$/.exec(line);
  return [command, properties.split(",").sort(), message];
};

const names = { line: "startLine", col: "startColumn", endLine: "endLine", endColumn: "endColumn" };
let commands = 0;
for (const file of process.argv.slice(2)) {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const line of lines) {
    const [command, properties, message] = sorted(line);
    const pairs = properties.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
    const given = Object.fromEntries(pairs.map(([key, value]) => [names[key] ?? key, unescaped(value)]));
    const anew = written(() => core[command](unescaped(message), given));
    if (JSON.stringify(sorted(anew)) !== JSON.stringify(sorted(line))) {
      console.error(`${file}: @actions/core writes\n  ${anew}\nfor\n  ${line}`);
      process.exit(1);
    }
    if (/##\[/.test(line) || /[\u0000-\u001f\u007f-\u009f\u202e]/.test(line)) {
      console.error(`${file}: the log would obey ${JSON.stringify(line)}`);
      process.exit(1);
    }
    counts[command] += 1;
    commands += 1;
  }
  if (counts.error > 10 || counts.warning > 10) {
    console.error(`${file}: more than ten annotations of a kind: ${JSON.stringify(counts)}`);
    process.exit(1);
  }
}
console.log(`@actions/core writes the same ${commands} commands`);
