// A Node process that imports what it is told to and does nothing else: `bare-imports.mjs stay|go <package>…`.
// Plain JavaScript with the compile cache of the product, so that it is as quick as such a process can be.
import { enableCompileCache } from 'node:module';

enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/hoist`);
const [, , what, ...packages] = process.argv;
for (const name of packages) await import(name);
console.log('ready');
if (what === 'stay') setInterval(() => {}, 60_000);
