using MlCi.Stress;

return StressCommand.Run(args);
