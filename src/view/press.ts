import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Invocation } from './view.ts';

export interface Written {
  /** Goes into the button. */
  readonly text: string;
  /** What the chat has to remember beside it, where the platform's room is too small for the words. */
  readonly keep?: { readonly key: string; readonly value: Invocation };
}

/** What a button carries: the invocation itself, or a digest of it, so that the same button is always the same text. */
export function writePress({ command, args }: Invocation, most: number): Written {
  const text = JSON.stringify([command, args]);
  if (text.length <= most) return { text };
  const key = createHash('sha256').update(text).digest('base64url');
  return { text: `#${key}`, keep: { key, value: { command, args } } };
}

/** What a button carried; undefined where it is none of ours. */
export function readPress(text: string): Invocation | { readonly kept: string } | undefined {
  if (text.startsWith('#')) return { kept: text.slice(1) };
  const read = pressed.safeParse(text);
  return read.success ? { command: read.data[0], args: read.data[1] } : undefined;
}

/** What a chat kept of a button reads back as it was. */
export const keptPress = z.object({ command: z.string(), args: z.record(z.string(), z.string()) });

const pressed = z
  .string()
  .transform((text, at) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      at.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string(), z.record(z.string(), z.string())]));
