/** Files on the bot's own host: images that people keep there. */
export interface Files {
  /** undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  read(path: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Hash of the whole file, or of its first `bytes`. */
  hash(path: string, algorithm: string, signal: AbortSignal): Promise<string>;
  /** Appends from the byte `from` on (what is behind it is cut off), and is on the disk when it answers. */
  write(path: string, from: number, body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Gone already is fine. */
  remove(path: string): Promise<void>;
}
