/** What the strict page reports to the test that opened it; imported first, so that nothing is missed. */
export const violations: string[] = [];

document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
