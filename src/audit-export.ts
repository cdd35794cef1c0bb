import { join } from 'node:path';
import openRedis, { redisConfig } from '../adapters/store/redis/index.ts';
import sqliteStore from '../adapters/store/sqlite/index.ts';
import { openAudit } from './audit/audit.ts';
import { cannotStart } from './cannot-start.ts';
import { checked, readConfig } from './config.ts';
import { silent } from './log.ts';

/** `npm run -s audit > audit.jsonl`: every row as a line of JSON, and in the end whether all of them are whole. */
// Whoever reads only the beginning has what they want.
process.stdout.on('error', () => process.exit(0));
try {
  const config = readConfig();
  const [redis] = checked([{ of: 'redis', shape: redisConfig, values: config.env }]);
  const store = (await openRedis(redis, silent)) ?? sqliteStore(join(config.data, 'hoist.sqlite'));
  const audit = openAudit(store);
  for await (const row of audit.rows()) process.stdout.write(`${JSON.stringify(row)}\n`);
  const verdict = await audit.verify();
  console.error(
    verdict.whole ? `whole: ${verdict.rows} rows` : `row ${verdict.seq} is not as it was written: ${verdict.flaw}`,
  );
  process.exitCode = verdict.whole ? 0 : 1;
  await store.close();
} catch (error) {
  process.exitCode = cannotStart(error);
}
