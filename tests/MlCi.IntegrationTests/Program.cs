using MlCi.IntegrationTests.Registry;

// The tests start this assembly anew where they need a second process; the test host never comes through here.
return args switch
{
    ["write-registry", var root, var writer, var rounds] => RegistryWriter.Run(root, writer, int.Parse(rounds)),
    ["write-ledger", var root, var writer, var rounds] => LedgerWriter.Run(root, writer, int.Parse(rounds)),
    _ => 2,
};
