using MlCi.Modeling;
using Telco;

return await ModelProgram.Run<TelcoChurn>(args);
