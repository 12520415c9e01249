using MlCi.IntegrationTests.Registry;
using MlCi.IntegrationTests.Registry.Remote;

// The tests start this assembly anew where they need a second process; the test host never comes through here.
return args switch
{
    ["write-registry", var root, var writer, var rounds] => RegistryWriter.Run(root, writer, int.Parse(rounds)),
    ["write-ledger", var root, var writer, var rounds] => LedgerWriter.Run(root, writer, int.Parse(rounds)),
    ["attach-one", var where, var writer, var rounds] => RemoteWriter.Run(where, writer, int.Parse(rounds), isAlone: false),
    ["attach-many", var where, var writer, var rounds] => RemoteWriter.Run(where, writer, int.Parse(rounds), isAlone: true),
    _ => 2,
};
