// Loaded before a process of the product: writes down which packages and parts of Node its own files import.
import { writeFileSync } from 'node:fs';
import { isBuiltin, registerHooks } from 'node:module';

const seen = new Set();
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const own = !context.parentURL?.includes('/node_modules/') && context.parentURL !== import.meta.url;
    if (own && (isBuiltin(specifier) || resolved.url.includes('/node_modules/'))) seen.add(specifier);
    return resolved;
  },
});
process.on('exit', () => writeFileSync(process.env.BENCH_IMPORTS, [...seen].sort().join('\n')));
