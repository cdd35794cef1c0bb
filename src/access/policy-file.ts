import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../command/nearest.ts';
import { BadPolicy } from './bad-policy.ts';
import { everybody, type Policy } from './policy.ts';
import { keysAt, policyShape } from './policy-shape.ts';

/** Reads the text of a policy file; `file` is what the lines of a mistake begin with. */
export function readPolicy(text: string, file: string): Policy {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const at = (offset: number, wrong: string) => ({ line: counter.linePos(offset).line, wrong });
  const [broken] = document.errors;
  if (broken) throw bad(file, [at(broken.pos[0], firstLine(broken.message))]);
  const read = policyShape.safeParse(document.toJS() ?? {});
  const offsetOf = (path: readonly PropertyKey[]) => offsetIn(document, path);
  if (!read.success) {
    const { issues } = read.error;
    const found = issues.filter((issue) => !isMistyped(issue, issues)).flatMap(mistakes);
    throw bad(
      file,
      found.map(({ path, wrong }) => at(offsetOf(path), wrong)),
    );
  }
  const strangers = unknownGroups(read.data);
  if (strangers.length > 0)
    throw bad(
      file,
      strangers.map(({ path, wrong }) => at(offsetOf(path), wrong)),
    );
  return { ...read.data, file };
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly wrong: string;
}

/** A choice of several shapes is explained by the one that was nearest: it has the fewest complaints. */
function mistakes(issue: z.core.$ZodIssue): readonly Mistake[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      wrong: `there is no "${key}"${meant(key, keysAt(path))}`,
    }));
  if (issue.code === 'invalid_union') {
    const own = issue.errors.map((each) => each.filter((one) => one.code !== 'invalid_type'));
    const [best] = own.filter((each) => each.length > 0).sort((a, b) => a.length - b.length);
    if (best) return best.flatMap((one) => mistakes({ ...one, path: [...path, ...one.path] }));
  }
  const name = path.findLast((part) => typeof part === 'string');
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path, wrong: `${name === undefined ? '' : `"${String(name)}" `}${missing ? 'is missing' : said(issue)}` }];
}

/** What is missing because its name has a slip is said once. */
const isMistyped = ({ path, code }: z.core.$ZodIssue, all: readonly z.core.$ZodIssue[]): boolean =>
  code === 'invalid_type' &&
  all.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      other.path.length === path.length - 1 &&
      other.keys.some((key) => nearest(key, keysAt(other.path), 1)[0] === path.at(-1)),
  );

const said = ({ message }: z.core.$ZodIssue): string => message.charAt(0).toLowerCase() + message.slice(1);

/** What a rule calls by a word is a group of this file. */
function unknownGroups({ groups, rules, approvals, quotas }: Policy): readonly Mistake[] {
  const known = [everybody, ...Object.keys(groups)];
  const strange = (names: readonly string[] | undefined, path: Mistake['path']): readonly Mistake[] =>
    (names ?? [])
      .filter((name) => !name.includes(':') && !known.includes(name))
      .map((name) => ({ path, wrong: `there is no group "${name}"${meant(name, known)}` }));
  return [
    ...rules.flatMap(({ who }, nth) => strange(who, ['rules', nth, 'who'])),
    ...approvals.flatMap(({ who }, nth) => strange(who, ['approvals', nth, 'who'])),
    ...approvals.flatMap(({ approval }, nth) => strange(approval.by, ['approvals', nth, 'by'])),
    ...quotas.flatMap(({ who }, nth) => strange(who, ['quotas', nth, 'who'])),
    ...quotas.flatMap(({ over }, nth) => strange(over?.by, ['quotas', nth, 'by'])),
  ];
}

function meant(typed: string, known: readonly string[]): string {
  const [near] = nearest(typed, known, 1);
  return near === undefined ? (known.length > 0 ? `; there is: ${known.join(', ')}` : '') : `; did you mean "${near}"?`;
}

/** Where a thing stands; where it is missing, where what should hold it stands. */
function offsetIn(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return node.range[0];
  }
  return 0;
}

const bad = (file: string, found: readonly { readonly line: number; readonly wrong: string }[]): BadPolicy =>
  new BadPolicy(found.toSorted((a, b) => a.line - b.line).map(({ line, wrong }) => `${file}:${line}: ${wrong}`));

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? text;
