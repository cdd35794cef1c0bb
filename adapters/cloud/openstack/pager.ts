import { z } from 'zod';
import type { Api } from './api.ts';
import type { Service } from './catalog.ts';
import { strangeAnswer } from './errors.ts';

const link = z
  .array(z.object({ rel: z.string(), href: z.string() }))
  .nullish()
  .catch(undefined);
const pageLinks = z.record(z.string(), z.unknown());

/**
 * Every item of a list, page after page. Nova, Cinder and Neutron link to the next page in `<collection>_links`,
 * Glance in `next`. Of a link only the query is taken: behind a proxy its host and path may be wrong,
 * and the token must go nowhere else. A link that leads to a page already seen ends the list.
 */
export async function* pages<S extends z.ZodType>(
  api: Api,
  service: Service,
  collection: string,
  path: string,
  shape: S,
  signal: AbortSignal,
): AsyncGenerator<z.output<S>> {
  const body = z.object({ [collection]: z.array(shape) });
  const seen = new Set<string>();
  for (let next: string | undefined = path; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const { json } = await api.call(service, { method: 'GET', path: next }, signal);
    const page = body.safeParse(json);
    if (!page.success) throw strangeAnswer(service, page.error);
    const items = page.data[collection] ?? [];
    yield* items;
    next = items.length === 0 ? undefined : following(json, collection, path);
  }
}

/** The whole list, where it is short by nature. */
export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function following(json: unknown, collection: string, path: string): string | undefined {
  const body = pageLinks.parse(json);
  const links = link.parse(body[`${collection}_links`]);
  const href = links?.find(({ rel }) => rel === 'next')?.href ?? body.next;
  if (typeof href !== 'string' || !URL.canParse(href, 'http://localhost')) return undefined;
  return path.split('?')[0] + new URL(href, 'http://localhost').search;
}
