// The part of pdfjs that parses; it comes without types of its own and is only handed on.
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: object;
}
