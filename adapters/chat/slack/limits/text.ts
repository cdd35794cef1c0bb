import { z } from 'zod';
import { limits } from './table.ts';

/** Text that is there and short enough. */
export const words = (most: number) => z.string().min(1, 'must not be empty').max(most, tooLong(most));

export const plain = (most: number = limits.textObject) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() });

const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() });

export const text = (most: number = limits.textObject) => z.discriminatedUnion('type', [plain(most), mrkdwn(most)]);

export const id = words(limits.id);
export const url = (most: number) =>
  z.url({ protocol: /^https?$/, error: 'must be an address' }).max(most, tooLong(most));

export const confirm = z.strictObject({
  title: plain(limits.confirm.title),
  text: text(limits.confirm.text),
  confirm: plain(limits.confirm.confirm),
  deny: plain(limits.confirm.deny),
  style: z.enum(['primary', 'danger']).optional(),
});

const { option: of } = limits;

export const plainOption = z.strictObject({
  text: plain(of.text),
  value: words(of.value),
  description: plain(of.description).optional(),
});

export const linkOption = plainOption.extend({ url: url(of.url).optional() });

export const boxOption = z.strictObject({
  text: text(of.text),
  value: words(of.value),
  description: text(of.description).optional(),
});

function tooLong(most: number): string {
  return `must be at most ${most} characters`;
}
