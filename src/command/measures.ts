/** GiB of "20", "20GB", "20 Gi", "1T", "1.5 ТБ"; undefined when it is no whole size. */
export function readSize(typed: string): number | undefined {
  const found = /^(\d{1,9}(?:[.,]\d{1,3})?)\s*(g|gb|gi|gib|г|гб|t|tb|ti|tib|т|тб)?$/iu.exec(typed.trim());
  if (!found) return undefined;
  const unit = (found[2] ?? 'g').toLowerCase();
  const size = Number(found[1]!.replace(',', '.')) * (/^[tт]/u.test(unit) ? 1024 : 1);
  return Number.isInteger(size) ? size : undefined;
}

const minute = 60_000;
const units: readonly (readonly [words: RegExp, ms: number])[] = [
  [/^(w|week|weeks|н|нед|주)$/u, 7 * 24 * 60 * minute],
  [/^(d|day|days|д|дн|день|дня|дней|일)$/u, 24 * 60 * minute],
  [/^(h|hour|hours|ч|час|часа|часов|시간)$/u, 60 * minute],
  [/^(m|min|minute|minutes|м|мин|분)$/u, minute],
  [/^(s|sec|second|seconds|с|сек|초)$/u, 1000],
];

/** Milliseconds of "8h", "90m", "1d12h", "1 ч 30 мин"; undefined without a unit, or with one said twice. */
export function readDuration(typed: string): number | undefined {
  const compact = typed.trim().toLowerCase().replace(/\s+/gu, '');
  if (!/^(\d{1,6}\p{L}+)+$/u.test(compact)) return undefined;
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, count, unit] of compact.matchAll(/(\d+)(\p{L}+)/gu)) {
    const ms = units.find(([words]) => words.test(unit!))?.[1];
    if (ms === undefined || ms >= last) return undefined;
    sum += Number(count) * ms;
    last = ms;
  }
  return sum;
}

/** As a person would type it: "1d12h". */
export function writeDuration(ms: number): string {
  const parts = [
    [Math.floor(ms / (24 * 60 * minute)), 'd'],
    [Math.floor(ms / (60 * minute)) % 24, 'h'],
    [Math.floor(ms / minute) % 60, 'm'],
    [Math.floor(ms / 1000) % 60, 's'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return said.join('') || '0s';
}
