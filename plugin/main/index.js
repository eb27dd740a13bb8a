require("../../dist/process/plugin/main.js").main(process.argv.slice(2));
