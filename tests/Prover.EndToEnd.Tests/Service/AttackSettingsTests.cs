using System.Collections;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Prover.Host.Service.Http;
using Prover.Host.Service.Settings;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Settings that would show a secret or open a door that they seem to close.</summary>
public sealed class AttackSettingsTests
{
    private static readonly GivenSetting[] Least =
    [
        new("Prover:Circuits", "rollup-block/tiny", "--circuits"),
        new("Prover:KeyFolder", "keys", "--keys"),
        new("Store:Folder", "store", "--store"),
        new("L1:ChainId", "31337", "--set"),
        new("L1:KeyVariable", "MY_KEY", "--set"),
        new("L1:Contract", "0x5fbdb2315678afecb367f032d93f642f64180aa3", "--contract"),
    ];

    [Theory]
    [InlineData("L1:Rpc", "https://user:hunter2@rpc.example/v3", "https://rpc.example")]
    [InlineData("L1:Rpc", "https://hunter2@rpc.example:8443/", "https://rpc.example:8443")]
    [InlineData("Queue:Uri", "amqp://hunter2@[::1]:5672/v", "amqp://[::1]:5672")]
    [InlineData("Metrics:OtlpEndpoint", "https://u:hunter2@otlp.example/v1/metrics", "https://otlp.example")]
    [InlineData("Metrics:OtlpEndpoint", "https://otlp.example/x?api-key=hunter2", "https://otlp.example")]
    [InlineData("Worker:PayloadsFrom", "http://u:hunter2@node:8080", "http://node:8080")]
    public void Of_an_address_only_scheme_host_and_port_are_shown(string name, string value, string shows)
    {
        ServiceSettings settings = SettingsReader.Read(
            null, new Hashtable(), [.. Least, new GivenSetting(name, value, "--set")]);
        Assert.Equal(shows, SettingEntry.All.Single(entry => entry.Name == name).Show(settings));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/#;http://0.0.0.0:9090")]
    [InlineData("http://127.0.0.1:8080/#x")]
    [InlineData("http://127.0.0.1:8080;http://0.0.0.0:9090")]
    public void A_loopback_address_does_not_carry_another_one_along(string url)
    {
        CommandException refusal = Assert.Throws<CommandException>(() => SettingsReader.Read(
            null, new Hashtable(), [.. Least, new GivenSetting("Http:Urls", url, "--set")]));
        Assert.Contains("setting Http:Urls", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_address_to_listen_on_is_not_repeated()
    {
        CommandException refusal = Assert.Throws<CommandException>(() => SettingsReader.Read(
            null, new Hashtable(), [.. Least, new GivenSetting("Http:Urls", "http://u:hunter2@127.0.0.1:1", "--set")]));
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_door_token_that_is_the_admin_token_too_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a"), "same-secret");
        File.WriteAllText(folder.File("b"), "same-secret\n");
        ServiceSettings settings = TestNode.Settings with
        {
            Http = new HttpSettings { DoorTokenFile = folder.File("a"), AdminTokenFile = folder.File("b") },
        };
        CommandException refusal = Assert.Throws<CommandException>(() => TokenGuard.Of(settings));
        Assert.Contains("Http:AdminToken", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("same-secret", refusal.Message, StringComparison.Ordinal);
    }
}
