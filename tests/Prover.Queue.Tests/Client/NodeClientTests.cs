using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>A sequencer in Node.js with amqplib, and no library of ours.</summary>
[Collection(RabbitTests.Name)]
public sealed class NodeClientTests(RabbitFixture fixture)
{
    [AmqplibFact]
    public async Task A_block_is_published_from_node_whole_and_in_parts()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        byte[] small = TestDoor.Block(812, 40_000);
        byte[] large = TestDoor.Block(813, 250_000);
        JsonNode first = Publish(scope, "7/812/x", small);
        Assert.Equal(("accepted", "7/812"), ((string?)first["verdict"], (string?)first["job"]));
        Assert.Equal(ContentHash.Of(small).ToString(), (string?)first["envelope"]);
        JsonNode second = Publish(scope, "7/813/x", large);
        Assert.Equal(("accepted", "7/813"), ((string?)second["verdict"], (string?)second["job"]));
        Assert.Equal("same", (string?)Publish(scope, "7/813/x", large)["verdict"]);
        JsonNode refused = Publish(scope, "7/813/x", small);
        Assert.Equal("keyTaken", (string?)refused["verdict"]);
        Assert.Equal("Other bytes came under this key.", (string?)refused["reason"]);
    }

    private static JsonNode Publish(DoorScope scope, string key, byte[] envelope)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, envelope);
            string program = RepositoryRoot.Combine("tests", "Prover.Queue.Tests", "node", "publish.mjs");
            string[] arguments =
            [
                program, scope.Queues.Options.Address.ToString(), scope.Queues.Options.Prefix, key, file,
            ];
            var start = new ProcessStartInfo("node", arguments)
            {
                WorkingDirectory = RepositoryRoot.Combine("artifacts", "npm"),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process node = Process.Start(start)!;
            Task<string> output = node.StandardOutput.ReadToEndAsync();
            Task<string> errors = node.StandardError.ReadToEndAsync();
            if (!node.WaitForExit(TimeSpan.FromMinutes(1)))
            {
                node.Kill();
                Assert.Fail("publish.mjs did not end");
            }

            Assert.True(node.ExitCode == 0, errors.Result);
            return JsonNode.Parse(output.Result)!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A test that needs a broker and Node.js with amqplib; skipped with the reason without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AmqplibFactAttribute : FactAttribute
{
    public AmqplibFactAttribute() => Skip = RabbitPackage.WhyNot ?? WhyNoNode();

    private static string? WhyNoNode()
    {
        if (!Directory.Exists(RepositoryRoot.Combine("artifacts", "npm", "node_modules", "amqplib")))
        {
            return "no npm packages: run node src/Prover.Contracts/npm/restore.mjs";
        }

        try
        {
            using Process? node = Process.Start(
                new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true });
            node!.WaitForExit();
            return node.ExitCode == 0 ? null : "node does not run";
        }
        catch (Win32Exception)
        {
            return "node is not installed";
        }
    }
}
