/** Files on the bot's own host, all below one folder: images that people keep there. Every path is held to that folder. */
export interface Files {
  /** The folder everything lies in, as a whole path. */
  readonly folder: string;
  /** The whole path of what a person typed; a relative one begins in the folder. A failure when it leads out of it. */
  inside(typed: string): Promise<string>;
  isFolder(path: string): Promise<boolean>;
  /** Names of the files in a folder; none when it is not there. */
  names(folder: string): Promise<readonly string[]>;
  /** undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Bytes that can still be written. */
  room(): Promise<number>;
  /** The whole file, or its first bytes up to `end`. A part is overwritten some time after the next one was asked for. */
  read(path: string, signal: AbortSignal, end?: number): AsyncIterable<Uint8Array>;
  hash(path: string, algorithm: string, signal: AbortSignal): Promise<string>;
  /** For about so many bytes; whoever asked for it closes it. */
  hasher(algorithm: string, bytes: number): Hasher;
  /**
   * Puts `body` behind the byte `from`, cuts off what was there before, and answers when it is safe on the disk.
   * `hasher` sees what is written.
   */
  write(
    path: string,
    from: number,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
    hasher?: Hasher,
  ): Promise<void>;
  /**
   * Gives a finished file its name in one stroke; done already is fine. A failure when the name is taken, unless `over`.
   * Answers a mark, by which `unplace` knows the file again.
   */
  place(part: string, path: string, options: { readonly over: boolean }): Promise<string>;
  /** Undoes `place`, and only that: a file that came from elsewhere, or was changed since, stays. */
  unplace(part: string, path: string, mark: string | undefined): Promise<void>;
  /** Gone already is fine. */
  remove(path: string): Promise<void>;
}

/** The hash of bytes that come block by block. */
export interface Hasher {
  /** The block may be used again when it answers. */
  add(bytes: Uint8Array): Promise<void>;
  digest(): Promise<string>;
  close(): void;
}
