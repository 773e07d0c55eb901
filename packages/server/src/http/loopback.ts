/** 127.0.0.0/8, ::1, or the name that stands for them: what others cannot reach. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address);
}
