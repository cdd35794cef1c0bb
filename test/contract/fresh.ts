import type { Head } from '../../src/kit.ts';

export const now = 1_000_000;
export const ann = { id: 'web:local:ann', name: 'ann' };
export const here = { chat: 'web', channel: 'general' };

/** An operation as it is begun; what matters to a test, the test says. */
export const fresh = (id: string, more: Partial<Head> = {}): Omit<Head, 'state' | 'length'> => ({
  id,
  operation: 'gpu.start',
  input: {},
  who: ann,
  where: here,
  locale: 'en',
  likeness: 'gpu.start practice',
  at: now,
  ...more,
});
