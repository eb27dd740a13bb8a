// Generated from package.json by `npm run generate`. Do not edit.
export const version: string = "0.1.0";
