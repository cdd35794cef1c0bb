// Plain JavaScript on purpose: it runs before everything, on any Node, and says in one sentence why nothing else would.
import * as module from 'node:module';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || !process.features.typescript) {
  console.error(
    `Hoist needs Node 24 or newer, and this is ${process.version}: run \`npm ci\` (it brings the right one for every npm script; \`npm install-scripts approve node\` if npm refused that), or install Node 24.`,
  );
  process.exit(78);
}

// Types are stripped once per file and not at every start: a third of the time of a terminal command.
module.enableCompileCache?.(`${import.meta.dirname}/../node_modules/.cache/hoist`);
