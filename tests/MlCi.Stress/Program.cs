using MlCi.Stress;

// A simulation starts this program anew where it needs processes to kill.
return args is [PromotionSite.Verb, var root, var mode, var who, var rounds]
    ? new PromotionSite(root, Enum.Parse<PromotionMode>(mode)).Loop(who, int.Parse(rounds))
    : StressCommand.Run(args);
