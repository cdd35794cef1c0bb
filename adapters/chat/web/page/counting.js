/** @typedef {(word: string) => string} Say */

/**
 * Counts the times of running steps on between two messages.
 * @param {Say} say
 */
export function countOn(say) {
  for (const time of document.querySelectorAll('[data-since] bdi')) {
    const since = Number(time.parentElement?.getAttribute('data-since'));
    const text = counted(time.textContent ?? '', Date.now() - since, say);
    if (time.textContent !== text) time.textContent = text;
  }
}

/**
 * "14 s, usually 25–40 s" a second later: what stands before the comma is how long it has been going.
 * @param {string} time
 * @param {number} ms
 * @param {Say} say
 */
export const counted = (time, ms, say) => time.replace(/^[^,]*/, () => duration(ms, say));

/**
 * As the bot writes it: two units at most, none that is zero.
 * @param {number} ms
 * @param {Say} say
 */
function duration(ms, say) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    { count: Math.floor(seconds / 86_400), unit: 'd' },
    { count: Math.floor((seconds % 86_400) / 3600), unit: 'h' },
    { count: Math.floor((seconds % 3600) / 60), unit: 'min' },
    { count: seconds % 60, unit: 's' },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return `0${say('s')}`;
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ count, unit }) => `${count}${say(unit)}`).join(' ');
}
