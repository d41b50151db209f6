// Reads texts with wink-nlp: sentences and parts of speech, nothing else. The first line of the standard input is the path
// of a JSON file with the texts; for each further line all of them are read once, and the time it took is printed,
// by the clock and of the processor.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";

const nlp = winkNLP(model, ["sbd", "pos"]);
let texts;
for await (const line of createInterface({ input: process.stdin })) {
  if (texts === undefined) {
    texts = JSON.parse(readFileSync(line, "utf8"));
    console.log(JSON.stringify({ texts: texts.length }));
    continue;
  }

  let sentences = 0;
  let tokens = 0;
  const used = process.cpuUsage();
  const begin = process.hrtime.bigint();
  for (const text of texts) {
    const read = nlp.readDoc(text);
    sentences += read.sentences().length();
    tokens += read.tokens().length();
  }

  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const { user, system } = process.cpuUsage(used);
  console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, sentences, tokens }));
}
