/** Whether everything that was heard has been dealt with, without waiting for it. */
export const isQuiet = (chat: { quiet(): Promise<void> }): Promise<boolean> =>
  Promise.race([chat.quiet().then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);
