// Summarises texts with a map_reduce chain of LangChain.js with its default settings: pieces of 4,000 characters, each asked
// for by itself, and their summaries put together. The first line of the standard input is the path of a JSON file with the
// service's address, the key, the model and the texts; each further line is the number of a text, and when it is summarised
// a line is printed. What was asked is counted by the service.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { loadSummarizationChain } from "@langchain/classic/chains";
import { ChatOpenAI } from "@langchain/openai";
import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";

const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 4000, chunkOverlap: 200 });
let task;
let chain;
for await (const line of createInterface({ input: process.stdin })) {
  if (task === undefined) {
    task = JSON.parse(readFileSync(line, "utf8"));
    const llm = new ChatOpenAI({ model: task.model, apiKey: task.key, configuration: { baseURL: task.address }, maxRetries: 0 });
    // The library would fetch its tokenizer from the network; this is what it counts by when it cannot.
    llm.getNumTokens = async (content) => Math.ceil(content.length / 4);
    chain = loadSummarizationChain(llm, { type: "map_reduce" });
    console.log(JSON.stringify({ texts: task.texts.length }));
    continue;
  }

  const documents = await splitter.createDocuments([task.texts[Number(line)]]);
  await chain.invoke({ input_documents: documents });
  console.log(JSON.stringify({ pieces: documents.length }));
}
