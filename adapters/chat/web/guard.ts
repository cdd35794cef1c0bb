import type { IncomingMessage } from 'node:http';

/** Sent with every answer. Scripts, styles and calls come from this page only; no data ever becomes markup. */
export const headers: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Why this request is not from our own page, or undefined when it may be.
 * A name that only resolves to loopback (DNS rebinding) fails by `Host`; another site's page fails by `Origin` or `Sec-Fetch-Site`.
 */
export function stranger(request: IncomingMessage): string | undefined {
  const host = request.headers.host ?? '';
  if (!isLoopback(host.replace(/:\d+$/, ''))) return 'this name is not served here';
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return 'not from this page';
  if (request.method === 'POST' && origin === undefined) return 'not from this page';
  const site = request.headers['sec-fetch-site'];
  const opened = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !opened) return 'not from this page';
  return undefined;
}
