using Diamonds;
using MlCi.Modeling;

return await ModelProgram.Run<DiamondPrice>(args);
