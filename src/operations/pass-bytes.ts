import { bytes, type Hasher, type Phrase, phrases, type Ref } from '#kit';

const say = phrases({
  en: { of: (done: string, total: string) => `${done} of ${total}` },
  ru: { of: (done, total) => `${done} из ${total}` },
  ko: { of: (done, total) => `${total} 중 ${done}` },
});

interface Passing {
  readonly ref: Ref;
  readonly hash?: Hasher;
  /** Bytes that are through already. */
  readonly from: number;
  readonly total: number;
}

/** Hands the bytes on as they are asked for, hashes them meanwhile and tells how far it is. */
export async function* passBytes(
  body: AsyncIterable<Uint8Array>,
  { ref, hash, from, total }: Passing,
): AsyncIterable<Uint8Array> {
  let done = from;
  let told = -1;
  for await (const chunk of body) {
    const hashed = hash?.add(chunk);
    done += chunk.length;
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const step = Math.floor(share * 1000);
    // A thousand words at most, however large the file is.
    if (step !== told) ref.tell(far(done, total), share);
    told = step;
    yield chunk;
    await hashed;
  }
}

const far =
  (done: number, total: number): Phrase =>
  (l) =>
    say(l).of(bytes(done, l), bytes(total, l));
