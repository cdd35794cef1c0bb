import { Failure, type Phrase, phrases } from '#kit';
import { readEnvelope } from './envelope.ts';

const say = phrases({
  en: {
    ended: 'The login to the cloud ended while bytes were being sent.',
    refused: (words: string) => `The cloud refused: ${words}`,
    quota: (words: string) => `The cloud's quota is used up: ${words}`,
    freeSome: 'Remove something you do not need, or ask the cloud for a larger quota.',
    noCapacity: (words: string) => `The cloud has no room for this now: ${words}`,
    elsewhere: 'Another zone or another size may have room.',
    denied: (words: string) => `The cloud did not let the bot in: ${words}`,
    checkUser: 'The user name, password and project (OS_*) have to be right; `hoist doctor` says what works.',
    forbidden: (words: string) => `The bot's user may not do this in the cloud: ${words}`,
    missing: (words: string) => `The cloud does not have it: ${words}`,
    conflict: (words: string) => `The cloud says this cannot be done in the present state: ${words}`,
    busy: (words: string) => `The cloud is busy or not well: ${words}`,
    unsupported: (words: string) => `The cloud cannot do this: ${words}`,
    strange: (service: string) => `The ${service} service answered something that cannot be understood.`,
    noAnswer: (service: string) => `The ${service} service cannot be reached.`,
    slow: (service: string, seconds: number) => `The ${service} service did not answer in ${seconds} s.`,
  },
  ru: {
    ended: 'Вход в облако закончился, пока передавались данные.',
    refused: (words) => `Облако отказало: ${words}`,
    quota: (words) => `Квота облака исчерпана: ${words}`,
    freeSome: 'Удалите ненужное или попросите у облака увеличить квоту.',
    noCapacity: (words) => `В облаке сейчас нет места: ${words}`,
    elsewhere: 'Место может найтись в другой зоне или для другой конфигурации.',
    denied: (words) => `Облако не впустило бота: ${words}`,
    checkUser: 'Проверьте имя пользователя, пароль и проект (OS_*); `hoist doctor` покажет, что работает.',
    forbidden: (words) => `Пользователю бота это в облаке запрещено: ${words}`,
    missing: (words) => `В облаке этого нет: ${words}`,
    conflict: (words) => `В нынешнем состоянии облако этого сделать не может: ${words}`,
    busy: (words) => `Облако занято или неисправно: ${words}`,
    unsupported: (words) => `Облако этого не умеет: ${words}`,
    strange: (service) => `Сервис ${service} ответил что-то непонятное.`,
    noAnswer: (service) => `Сервис ${service} недоступен.`,
    slow: (service, seconds) => `Сервис ${service} не ответил за ${seconds} с.`,
  },
  ko: {
    ended: '데이터를 보내는 동안 클라우드 로그인이 끝났습니다.',
    refused: (words) => `클라우드가 거부했습니다: ${words}`,
    quota: (words) => `클라우드 할당량을 모두 썼습니다: ${words}`,
    freeSome: '필요 없는 것을 삭제하거나 클라우드에 할당량 증가를 요청하세요.',
    noCapacity: (words) => `지금 클라우드에 자리가 없습니다: ${words}`,
    elsewhere: '다른 영역이나 다른 사양에는 자리가 있을 수 있습니다.',
    denied: (words) => `클라우드가 봇의 접근을 허용하지 않았습니다: ${words}`,
    checkUser: '사용자 이름, 비밀번호, 프로젝트(OS_*)를 확인하세요. `hoist doctor`가 상태를 알려 줍니다.',
    forbidden: (words) => `봇 사용자에게 이 작업 권한이 없습니다: ${words}`,
    missing: (words) => `클라우드에 없습니다: ${words}`,
    conflict: (words) => `현재 상태에서는 할 수 없다고 클라우드가 답했습니다: ${words}`,
    busy: (words) => `클라우드가 바쁘거나 정상이 아닙니다: ${words}`,
    unsupported: (words) => `클라우드가 지원하지 않습니다: ${words}`,
    strange: (service) => `${service} 서비스의 응답을 이해할 수 없습니다.`,
    noAnswer: (service) => `${service} 서비스에 연결할 수 없습니다.`,
    slow: (service, seconds) => `${service} 서비스가 ${seconds}초 안에 응답하지 않았습니다.`,
  },
});

export interface Refusal {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** What was on the wire, for a debug log: never a body that we sent, never a header but the request's id. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly status: number;
  /** The provider's own name of the error, where it gives one: `SecurityGroupRuleExists`. */
  readonly type: string | undefined;
  constructor(refusal: Refusal, type?: string) {
    const id = requestOf(refusal) ?? 'no request id';
    super(`${refusal.service}: ${refusal.method} ${refusal.path} answered ${refusal.status} (${id})`);
    this.status = refusal.status;
    this.type = type;
  }
}

/** The cloud's own number of the request, where it looks like one: what else is in a header is not repeated. */
function requestOf({ headers }: Refusal): string | undefined {
  const id = headers['x-openstack-request-id'];
  return id !== undefined && /^req-[\w-]{1,40}$/.test(id) ? id : undefined;
}

/** The one place where an answer that is an error becomes words for a person. */
export function failureFrom(refusal: Refusal, mask: (text: string) => string = (text) => text): Failure {
  const envelope = readEnvelope(refusal.text);
  const words = clip(mask(envelope.message)) || `${refusal.service} ${refusal.status}`;
  const cause = new WireError(refusal, envelope.type);
  const fail = (code: Failure['code'], phrase: Phrase, hint?: Phrase) =>
    new Failure(code, phrase, { cause, again: false, request: requestOf(refusal), ...(hint ? { hint } : {}) });
  const all = `${envelope.type ?? ''} ${envelope.message}`;
  // Quota comes first: Nova says 403, Neutron 409, Cinder 413 with "Retry-After: 0", and none gets better by waiting.
  // A 429 does get better, even where it calls itself OverLimit as Cinder's quota does.
  const used = refusal.status < 500 && refusal.status !== 429 && quotaWords.test(all);
  if (used || (refusal.status === 413 && !wait(refusal)))
    return fail(
      'quota',
      (l) => say(l).quota(words),
      (l) => say(l).freeSome,
    );
  if (capacityWords.test(all))
    return fail(
      'no-capacity',
      (l) => say(l).noCapacity(words),
      (l) => say(l).elsewhere,
    );
  switch (refusal.status) {
    case 401:
      return fail(
        'denied',
        (l) => say(l).denied(words),
        (l) => say(l).checkUser,
      );
    case 403:
      return fail('denied', (l) => say(l).forbidden(words));
    case 404:
    case 410:
      return fail('not-found', (l) => say(l).missing(words));
    case 409:
      return fail('conflict', (l) => say(l).conflict(words));
    case 405:
    case 406:
    case 501:
      return fail('unsupported', (l) => say(l).unsupported(words));
    case 408:
    case 413:
    case 429:
    case 498:
    case 500:
    case 502:
    case 503:
    case 504:
      return busy(words, refusal, cause);
    default:
      return refusal.status >= 500 ? busy(words, refusal, cause) : fail('usage', (l) => say(l).refused(words));
  }
}

export const strangeAnswer = (service: string, cause: unknown): Failure =>
  new Failure('unavailable', (l) => say(l).strange(service), { cause });

export const loginEnded = (cause: unknown): Failure => new Failure('unavailable', (l) => say(l).ended, { cause });

export const noAnswer = (service: string, cause: unknown): Failure =>
  new Failure('unavailable', (l) => say(l).noAnswer(service), { cause });

export const tooSlow = (service: string, ms: number): Failure =>
  new Failure('unavailable', (l) => say(l).slow(service, Math.round(ms / 1000)));

export const statusOf = (error: unknown): number | undefined =>
  error instanceof Failure && error.cause instanceof WireError ? error.cause.status : undefined;

export const typeOf = (error: unknown): string | undefined =>
  error instanceof Failure && error.cause instanceof WireError ? error.cause.type : undefined;

const quotaWords =
  /quota exceeded|exceeded for quota|overquota|limitexceeded|overlimit|exceeds allowed .*quota|exceeded .*quota/i;
const capacityWords =
  /no valid host|not suitable for the requested instance type|not enough (hosts|capacity)|insufficient (capacity|resources)|availability zone is not available|IpAddressGenerationFailure|ExternalIpAddressExhausted|no more ip addresses/i;

/** Milliseconds the other side asked for; "0" asks for nothing. */
function wait({ headers }: Refusal): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function busy(words: string, refusal: Refusal, cause: WireError): Failure {
  const after = wait(refusal);
  return new Failure('unavailable', (l) => say(l).busy(words), {
    cause,
    request: requestOf(refusal),
    ...(after ? { after } : {}),
  });
}

const clip = (text: string) => (text.length > 300 ? `${text.slice(0, 299)}…` : text).trim();
