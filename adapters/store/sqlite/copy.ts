import type { OperationPiece, Piece, StoreEnd } from '#kit';
import { type Database, openDatabase, type Row } from './database.ts';
import { fileInUse } from './in-use.ts';
import { markIn, markKey } from './mark.ts';

const filledBy = 'store/filled-by';
/** What is true of this file alone: marks, and who holds an office. */
const ownFact = (key: string): boolean => key.startsWith('store/') || key.startsWith('office/');
const atATime = 200;

/** The file as one end of a move. While it is open nobody else can open it. */
export function sqliteEnd(file: string): StoreEnd {
  const db = openDatabase(file, { alone: true });
  const put = (key: string, value: unknown) =>
    db.run('INSERT OR REPLACE INTO memory(key, value) VALUES (?, ?)', key, JSON.stringify(value));
  return {
    kind: 'sqlite',
    mark: async () => markIn(db),
    async filledBy() {
      const row = db.one('SELECT value FROM memory WHERE key = ?', filledBy);
      return row === undefined ? undefined : String(JSON.parse(String(row.value)));
    },
    count: async () => Number(db.one('SELECT count(*) AS n FROM operation')?.n),
    pieces: () => piecesOf(db),
    async take(mark, now) {
      if (db.one('SELECT 1 FROM operation WHERE worker IS NOT NULL AND lease > ?', now)) throw fileInUse('carried');
      // Where it is only read, the lock is enough, and it ends with this process.
      if (mark.state !== 'moving') put(markKey, mark);
    },
    empty: async () =>
      db.whole(() => {
        for (const table of ['operation', 'entry', 'message', 'event', 'took']) db.run(`DELETE FROM ${table}`);
        db.run('DELETE FROM memory WHERE key <> ?', markKey);
      }),
    write: async (pieces) => db.whole(() => pieces.forEach((piece) => void write(db, piece))),
    open: async (move) =>
      db.whole(() => {
        put(filledBy, move);
        db.run('DELETE FROM memory WHERE key = ?', markKey);
      }),
    leave: async (mark) => void put(markKey, mark),
    close: async () => db.close(),
  };
}

async function* piecesOf(db: Database): AsyncIterable<unknown> {
  const operations = (after: Row | undefined) =>
    db.all('SELECT * FROM operation WHERE id > ? ORDER BY id LIMIT ?', text(after?.id), atATime);
  for (const row of inPages(operations)) yield operationOf(db, row);

  const events = (after: Row | undefined) =>
    db.all(
      'SELECT * FROM event WHERE (at, event) > (?, ?) ORDER BY at, event LIMIT ?',
      Number(after?.at ?? Number.MIN_SAFE_INTEGER),
      text(after?.event),
      atATime,
    );
  for (const { event, at, operation } of inPages(events)) {
    yield { kind: 'event', event, at, operation: operation ?? undefined };
  }

  for (const { likeness } of db.all('SELECT DISTINCT likeness FROM took ORDER BY likeness')) {
    yield { kind: 'took', likeness, steps: stepsOf(db, text(likeness)) };
  }

  const facts = (after: Row | undefined) =>
    db.all('SELECT key, value FROM memory WHERE key > ? ORDER BY key LIMIT ?', text(after?.key), atATime);
  for (const { key, value } of inPages(facts)) {
    if (!ownFact(text(key))) yield { kind: 'fact', key, value: JSON.parse(text(value)) };
  }
}

function* inPages(page: (after: Row | undefined) => readonly Row[]): Iterable<Row> {
  for (let rows = page(undefined); rows.length > 0; rows = page(rows.at(-1))) yield* rows;
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

function operationOf(db: Database, row: Row): unknown {
  const { id, input, who, place, about, approval, takes, due } = row;
  const of = text(id);
  const entries = db.all('SELECT entry FROM entry WHERE operation = ? ORDER BY number', of);
  const messages = db.all('SELECT * FROM message WHERE operation = ? ORDER BY number', of);
  return {
    ...row,
    kind: 'operation',
    input: JSON.parse(text(input)),
    who: JSON.parse(text(who)),
    where: JSON.parse(text(place)),
    about: about === null ? undefined : JSON.parse(text(about)),
    approval: approval === null ? undefined : JSON.parse(text(approval)),
    takes: takes === null ? undefined : JSON.parse(text(takes)),
    due: due ?? undefined,
    entries: entries.map(({ entry }) => entry),
    messages: messages.map((message) => ({
      ...message,
      where: JSON.parse(text(message.place)),
      ref: message.ref ?? undefined,
    })),
  };
}

function stepsOf(db: Database, likeness: string): unknown {
  const steps = new Map<string, number[]>();
  for (const { step, ms } of db.all('SELECT step, ms FROM took WHERE likeness = ? ORDER BY step, number', likeness)) {
    steps.set(text(step), [...(steps.get(text(step)) ?? []), Number(ms)]);
  }
  return [...steps].map(([step, times]) => ({ step, times }));
}

function write(db: Database, piece: Piece): void {
  switch (piece.kind) {
    case 'operation':
      writeOperation(db, piece);
      return;
    case 'event':
      db.run(
        'INSERT INTO event(event, operation, at) VALUES (?, ?, ?)',
        piece.event,
        piece.operation ?? null,
        piece.at,
      );
      return;
    case 'took':
      for (const { step, times } of piece.steps) {
        for (const ms of times) {
          db.run('INSERT INTO took(likeness, step, ms) VALUES (?, ?, ?)', piece.likeness, step, ms);
        }
      }
      return;
    case 'fact':
      db.run('INSERT INTO memory(key, value) VALUES (?, ?)', piece.key, JSON.stringify(piece.value ?? null));
  }
}

function writeOperation(db: Database, piece: OperationPiece): void {
  const { id, who, where, entries, messages } = piece;
  db.run(
    `INSERT INTO operation(id, operation, input, owner, who, place, locale, likeness, state, at, changed, length, wake,
       fence, about, approval, takes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, piece.operation, JSON.stringify(piece.input), who.id, JSON.stringify(who), JSON.stringify(where)],
    ...[piece.locale, piece.likeness, piece.state, piece.at, piece.changed, entries.length, piece.due ?? null],
    ...[piece.fence, piece.about ? JSON.stringify(piece.about) : null],
    ...[piece.approval ? JSON.stringify(piece.approval) : null, piece.takes ? JSON.stringify(piece.takes) : null],
  );
  for (const [number, entry] of entries.entries()) {
    db.run('INSERT INTO entry(operation, number, entry) VALUES (?, ?, ?)', id, number, entry);
  }
  for (const message of messages) {
    db.run(
      `INSERT INTO message(number, id, operation, kind, chat, place, wanted, sent, ref)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[message.number, message.id, id, message.kind, message.where.chat, JSON.stringify(message.where)],
      ...[message.wanted, message.sent, message.ref ?? null],
    );
  }
}
