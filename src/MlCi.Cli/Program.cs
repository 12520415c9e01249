using MlCi.Cli;

return CommandLine.Run(args);
