import { z } from 'zod';

/** What a form carries to remember where it was asked for: Slack sends it back with what was filled in. */
const meta = z.object({
  command: z.string(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  respond: z.string().optional(),
  /** Fields with secrets: what was written there is never kept. */
  secrets: z.array(z.string()).optional(),
});
export type Meta = z.infer<typeof meta>;

export const writeMeta = (of: Meta): string => JSON.stringify(of);

export function readMeta(text: string): Meta | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return meta.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
