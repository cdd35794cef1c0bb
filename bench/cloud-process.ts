import { scaled, startPractice, type Timings } from '../adapters/cloud/openstack/practice/practice.ts';

// A practice cloud in a process of its own: `cloud-process.ts <folder> <real | instant | {"server": 2000, …}> [no-hashes]`.
const [, , dir = '', speed = 'instant', hashes] = process.argv;
const practice = await startPractice({ dir, timings: timingsOf(speed), namesHashes: hashes !== 'no-hashes' });
console.log(JSON.stringify(practice.env));

// Whoever started it holds the line; when that process is gone, however it went, so is this one.
process.stdin.resume().on('close', () => process.exit(0));

function timingsOf(word: string): 'real' | 'instant' | Timings {
  if (word === 'real' || word === 'instant') return word;
  // Written by the bench itself.
  return { ...scaled(0), ...(JSON.parse(word) as Partial<Timings>) };
}
