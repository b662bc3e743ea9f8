using System.Collections;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Prover.Host.Service.Settings;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Settings: where they come from, which wins, and what is refused with which words.</summary>
public sealed class SettingsTests
{
    private static readonly GivenSetting[] Least =
    [
        new("Prover:Circuits", "rollup-block/tiny", "--circuits"),
        new("Prover:KeyFolder", "keys", "--keys"),
        new("Store:Folder", "store", "--store"),
        new("L1:ChainId", "31337", "--set"),
        new("L1:Contract", "0x5fbdb2315678afecb367f032d93f642f64180aa3", "--contract"),
    ];

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("s.json");
        File.WriteAllText(
            file,
            """
            {
              // comments are allowed
              "Node": { "Name": "file", "Heartbeat": "00:00:10", "DrainTimeout": "00:01:00" },
              "Http": { "Urls": ["http://127.0.0.1:1", "http://[::1]:2"], "MaxConnections": 7 },
            }
            """);
        Hashtable environment = new()
        {
            ["PROVER__NODE__NAME"] = "variable",
            ["prover__node__heartbeat"] = "00:00:20",
            ["PROVER_OTHER"] = "not ours",
        };
        ServiceSettings settings = SettingsReader.Read(
            file, environment, [.. Least, new GivenSetting("node:name", "option", "--set")]);
        Assert.Equal("option", settings.Node.Name);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.Node.Heartbeat);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.Node.DrainTimeout);
        Assert.Equal(["http://127.0.0.1:1", "http://[::1]:2"], settings.Http.Urls);
        Assert.Equal(7, settings.Http.MaxConnections);
    }

    [Theory]
    [InlineData("Http:Url", "x", "there is no setting 'Http:Url'; the nearest is Http:Urls")]
    [InlineData("Lease", "x", "there is no setting 'Lease'; the nearest is")]
    [InlineData("Http:MaxConnections", "many", "expected a whole number from 1 to 100000, found 'many'")]
    [InlineData("Http:MaxConnections", "0", "Http:MaxConnections: expected a whole number from 1 to 100000, found '0'")]
    [InlineData("Http:MaxConnections", "-1", "found '-1'")]
    [InlineData("Node:DrainTimeout", "30", "expected a time like 00:02:00")]
    [InlineData("Node:DrainTimeout", "8.00:00:00", "from 00:00:00 to 7.00:00:00")]
    [InlineData("Node:Role", "boss", "expected node or worker, found 'boss'")]
    [InlineData("Node:Role", "1", "expected node or worker")]
    [InlineData("Limits:BlockSize", "1 TB", "expected a size like 64 KiB or 16 MiB from 1 KiB to 64 MiB")]
    [InlineData("Limits:BlockSize", "65 MiB", "from 1 KiB to 64 MiB, found '65 MiB'")]
    [InlineData("Prover:WarmUp", "yes", "expected true or false")]
    [InlineData("L1:Rpc", "not an address", "L1:Rpc: expected an absolute address")]
    [InlineData("L1:Rpc", "ftp://x/", "setting L1:Rpc: expected an http or https address, found scheme ftp")]
    [InlineData("L1:Contract", "0x12", "setting L1:Contract: expected the address of the rollup's contract")]
    [InlineData("L1:ChainId", "", "setting L1:ChainId: expected the chain's id")]
    [InlineData("L1:Rpc", "http://127.0.0.1:1", "setting L1:KeyFile: expected the sending account's key")]
    [InlineData("Http:Urls", "http://0.0.0.0:80", "setting Http:Urls: expected a loopback address, or tokens")]
    [InlineData("Http:Urls", "https://127.0.0.1:80", "setting Http:Urls: expected addresses like")]
    [InlineData("Http:Urls", "", "setting Http:Urls: expected an address")]
    [InlineData("Node:Name", "a b", "setting Node:Name: expected 1 to 100 characters")]
    [InlineData("Worker:Enabled", "false", "setting Worker:Enabled: expected true, or Queue:Uri")]
    [InlineData("Queue:Uri", "http://x", "setting Queue:Uri: expected an amqp or amqps address")]
    [InlineData("Node:Role", "worker", "setting Queue:Uri: expected the broker, since Node:Role is worker")]
    [InlineData("Prover:Circuits", " ", "setting Prover:Circuits: expected a circuit")]
    public void A_wrong_setting_is_refused_by_its_name_with_what_was_expected_and_found(
        string name, string value, string says)
    {
        CommandException refusal = Assert.Throws<CommandException>(() => SettingsReader.Read(
            null, new Hashtable(), [.. Least, new GivenSetting(name, value, "--set")]));
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        CommandException refusal = Assert.Throws<CommandException>(() => SettingsReader.Read(
            null, new Hashtable(), [.. Least, new GivenSetting("Queue:Uri", "amqp://u:hunter2@h/", "--queue")]));
        Assert.Contains("Queue:PasswordFile", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_places_for_one_secret_are_refused()
    {
        CommandException refusal = Assert.Throws<CommandException>(() => SettingsReader.Read(
            null,
            new Hashtable(),
            [.. Least, new("Http:DoorTokenFile", "a", "--set"), new("Http:DoorTokenVariable", "B", "--set")]));
        Assert.Contains("Http:DoorTokenFile", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "an object of sections")]
    [InlineData("{\"Http\": 7}", "Http: expected an object of settings")]
    [InlineData("{\"Http\": {\"Urls\": {\"a\": 1}}}", "Http:Urls: expected a value")]
    [InlineData("{\"Logging\": {\"LogLevel\": \"x\"}}", "there is no setting 'Logging:LogLevel'")]
    [InlineData("{", "expected settings in JSON")]
    public void A_file_of_another_shape_is_refused_by_its_name(string text, string says)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("s.json");
        File.WriteAllText(file, text);
        CommandException refusal = Assert.Throws<CommandException>(
            () => SettingsReader.Read(file, new Hashtable(), Least));
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_shown_without_what_an_address_may_hide()
    {
        ServiceSettings settings = SettingsReader.Read(
            null,
            new Hashtable(),
            [
                .. Least,
                new("L1:Rpc", "https://rpc.example/v3/secret-access-key?k=also", "--l1"),
                new("L1:KeyVariable", "MY_KEY", "--set"),
                new("Queue:Uri", "amqp://user@host:5672/vhost", "--queue"),
            ]);
        string shown = string.Join('\n', SettingEntry.All.Select(entry => $"{entry.Name} = {entry.Show(settings)}"));
        Assert.DoesNotContain("secret-access-key", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("also", shown, StringComparison.Ordinal);
        Assert.Contains("L1:Rpc = https://rpc.example", shown, StringComparison.Ordinal);
        Assert.Contains("L1:KeyVariable = MY_KEY", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("1048576", 1L << 20)]
    [InlineData("64 KiB", 64L << 10)]
    [InlineData("2gib", 2L << 30)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("1.5 GiB", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("8589934592 GiB", null)]
    public void Sizes_are_read_exactly_or_not_at_all(string text, long? bytes)
    {
        bool good = ByteSize.TryParse(text, out ByteSize size);
        Assert.Equal(bytes is not null, good);
        Assert.Equal(bytes ?? 0, size.Bytes);
        Assert.True(ByteSize.TryParse(size.ToString(), out ByteSize again));
        Assert.Equal(size, again);
    }

    [Fact]
    public void The_table_of_the_README_has_every_setting_with_its_default_and_meaning_and_no_other()
    {
        string[] rows =
        [
            .. File.ReadLines(RepositoryRoot.Combine("src", "Prover.Host", "README.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && IsSetting(line)),
        ];
        string[] expected = [.. SettingEntry.All.Select(RowOf)];
        Assert.Equal(expected, rows);
    }

    private static bool IsSetting(string line)
    {
        string name = line[3..].Split('`')[0];
        return name.Contains(':', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)
            && !name.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>The row of a setting; the machine's name is no default that a table can show.</summary>
    private static string RowOf(SettingEntry entry)
    {
        string shown = entry.Name == "Node:Name" ? "" : entry.Default;
        string given = shown.Length == 0 ? "" : $"`{shown}`";
        return $"| `{entry.Name}` | {given} | {entry.About.Meaning} |";
    }
}
