using System.Text.Json;
using Prover.Host.Service.Settings;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>Settings of a node in a fault test, as a file and as records.</summary>
internal static class FaultSettings
{
    /// <summary>The circuit of all blocks.</summary>
    public const string Circuit = "rollup-block/tiny";

    /// <summary>Writes settings of a node into a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fixture">Keys, L1.</param>
    /// <param name="store">The node's folder.</param>
    /// <param name="more">Further settings, <c>Section:Name=value</c>; they win.</param>
    public static string Write(string file, FaultFixture fixture, string store, params string[] more)
    {
        Dictionary<string, Dictionary<string, string>> sections = [];
        string[] own =
        [
            $"Prover:Circuits={Circuit}", $"Prover:KeyFolder={fixture.Keys}", "Prover:WarmUp=false",
            "Prover:CheckKeyHashes=false", $"Store:Folder={store}", "Http:Urls=http://127.0.0.1:0",
            $"L1:Rpc={fixture.Anvil.Endpoint}", $"L1:Contract={fixture.Rollup.Address}",
            $"L1:KeyVariable={FaultFixture.KeyVariable}", "L1:FinalityDepth=0", "L1:PollInterval=00:00:00.05",
            "Node:Name=node",
        ];
        foreach (string setting in own.Concat(more))
        {
            int colon = setting.IndexOf(':', StringComparison.Ordinal);
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            string section = setting[..colon];
            _ = sections.TryAdd(section, []);
            sections[section][setting[(colon + 1)..equals]] = setting[(equals + 1)..];
        }

        File.WriteAllText(file, JsonSerializer.Serialize(sections));
        return file;
    }

    /// <summary>Reads them as the program does.</summary>
    public static ServiceSettings Read(string file) =>
        SettingsReader.Read(file, new Dictionary<string, string>(), []);
}
