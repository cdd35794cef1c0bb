/** Where the card stands far from where people read, they are told where as well. */
export const decided = /Already (?:approved|denied) by (?:bob|cid) at \d\d:\d\d|Its message is further up/;
export const waits = /waiting for admins/;
