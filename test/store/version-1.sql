-- A file as version 1 left it: an operation that waits, with its event and message, and what was learnt.
-- Never changed: later versions have to open exactly this.
CREATE TABLE operation(
  id TEXT PRIMARY KEY,
  operation TEXT NOT NULL,
  input TEXT NOT NULL,
  owner TEXT NOT NULL,
  who TEXT NOT NULL,
  place TEXT NOT NULL,
  locale TEXT NOT NULL,
  likeness TEXT NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  length INTEGER NOT NULL DEFAULT 0,
  wake INTEGER,
  worker TEXT,
  lease INTEGER,
  fence INTEGER NOT NULL DEFAULT 0,
  due INTEGER GENERATED ALWAYS AS (CASE WHEN worker IS NULL THEN wake ELSE lease END) VIRTUAL
) STRICT;
CREATE INDEX operation_due ON operation(due) WHERE due IS NOT NULL;
CREATE INDEX operation_at ON operation(at);
CREATE INDEX operation_owner ON operation(owner, at);
CREATE INDEX operation_state ON operation(state, at);

CREATE TABLE entry(
  operation TEXT NOT NULL,
  number INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (operation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE event(event TEXT PRIMARY KEY, operation TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX event_at ON event(at);

CREATE TABLE message(
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL,
  kind TEXT NOT NULL,
  chat TEXT NOT NULL,
  place TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  sent INTEGER NOT NULL DEFAULT -1,
  ref TEXT
) STRICT;
CREATE INDEX message_operation ON message(operation);
CREATE INDEX message_unsent ON message(chat, number) WHERE wanted > sent;

CREATE TABLE took(number INTEGER PRIMARY KEY, likeness TEXT NOT NULL, step TEXT NOT NULL, ms INTEGER NOT NULL) STRICT;
CREATE INDEX took_likeness ON took(likeness, step, number);

CREATE TABLE memory(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;

INSERT INTO operation(id, operation, input, owner, who, place, locale, likeness, state, at, changed, length, wake, fence)
VALUES ('op-old1', 'gpu.start', '{"name":"web-1"}', 'web:local:ann', '{"id":"web:local:ann","name":"ann"}',
  '{"chat":"web","channel":"general","thread":"t1"}', 'ru', 'gpu.start practice', 'waiting',
  1700000000000, 1700000000100, 2, 1700000000500, 3);
INSERT INTO entry VALUES ('op-old1', 0, '{"at":1700000000000,"kind":"began","step":"disk"}');
INSERT INTO entry VALUES ('op-old1', 1, '{"at":1700000000100,"kind":"tried","step":"disk","reason":{"code":"unavailable","said":{"en":"503","ru":"503","ko":"503"}}}');
INSERT INTO event VALUES ('event 1', 'op-old1', 1700000000000);
INSERT INTO message(id, operation, kind, chat, place, wanted, sent, ref)
VALUES ('op-old1.card', 'op-old1', 'card', 'web', '{"chat":"web","channel":"general","thread":"t1"}', 2, 1, 'ref 1');
INSERT INTO took(likeness, step, ms) VALUES ('gpu.start practice', 'disk', 900);
INSERT INTO memory VALUES ('lang:ann', '"ru"');
