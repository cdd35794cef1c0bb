import { Failure, phrases } from '#kit';
import type { Service } from './catalog.ts';
import type { Context } from './context.ts';

const say = phrases({
  en: { kept: (id: string) => `The cloud says that ${id} is not there, and shows it all the same.` },
  ru: { kept: (id) => `Облако отвечает, что ${id} нет, но по-прежнему показывает его.` },
  ko: { kept: (id) => `클라우드가 없다고 답하면서도 계속 표시하는 항목: ${id}.` },
});

/**
 * Removes what is under that path, and is content when it was gone already. "Not found" may also be a cloud that
 * stumbled, or one that hides what its user may not touch: so what is still shown was not removed.
 */
export async function drop(
  { api }: Context,
  service: Service,
  path: string,
  look: () => Promise<object | undefined>,
  signal: AbortSignal,
): Promise<void> {
  const { status } = await api.call(service, { method: 'DELETE', path, fine: [404, 410] }, signal);
  if (status < 400) return;
  const left = await look();
  if (left && !('state' in left && left.state === 'removing')) {
    throw new Failure('unavailable', (l) => say(l).kept(decodeURIComponent(path.split('/').at(-1) ?? '')));
  }
}
