using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>A node that answers wrongly: whatever it says, the client answers with a value or an L1Exception.</summary>
[Collection(L1TestGroup.Name)]
public sealed class HostileNodeTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [AnvilFact]
    public async Task Whatever_is_wrong_in_an_answer_is_an_L1Exception()
    {
        RollupContract rollup = await l1.DeployAsync();
        EthAddress owner = l1.Alice.Sender!.Value;
        L1Receipt deposited = await rollup.DepositAsync(TestBlock.Deposit(owner, 5).Identity, 5, s_none);
        _ = await rollup.SubmitBlockAsync(await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange), s_none);
        (string Name, Func<EthereumClient, Task> Ask)[] questions =
        [
            ("chain id", client => client.GetChainIdAsync(s_none)),
            ("head", client => client.GetHeadAsync(s_none)),
            ("fees", client => client.GetFeeDataAsync(s_none)),
            ("balance", client => client.GetBalanceAsync(owner, s_none)),
            ("code", client => client.GetCodeAsync(owner, s_none)),
            ("nonce", client => client.GetNonceAsync(owner, s_none)),
            ("receipt", client => client.GetReceiptAsync(deposited.TransactionHash, s_none)),
            ("send", client => client.SendAsync(new L1Call(owner, default, 1), s_none)),
            ("state", client => At(client).GetStateAsync(s_none)),
            ("queue length", client => At(client).GetQueueLengthAsync(s_none)),
            ("queue hash", client => At(client).GetQueueHashAsync(1, s_none)),
            ("requests", client => At(client).GetRequestsAsync(0, s_none)),
            ("blocks", client => At(client).GetAcceptedBlocksAsync(0, s_none)),
            ("pending", client => At(client).GetPendingAsync(0, owner, s_none)),
            ("held", client => At(client).GetHeldAsync(0, s_none)),
            ("verifier", client => At(client).FindVerifierAsync(TestBlock.CircuitId, s_none)),
            ("snapshot", client => new RollupSender(At(client)).ObserveAsync(null, s_none)),
            ("snapshot at a depth", client => new RollupSender(At(client)).ObserveAsync(2, s_none)),
            ("sighting", client => client.LookAsync(deposited.TransactionHash, s_none)),
            ("block hash", client => new RollupSender(At(client)).GetBlockHashAsync(1, s_none)),
            ("accepted block", client => new RollupSender(At(client)).FindAcceptedAsync(1, s_none)),
            ("estimate", client => client.EstimateAsync(new L1Call(owner, default, 1), s_none)),
        ];
        List<string> failures = [];
        foreach ((string name, Func<EthereumClient, Task> ask) in questions)
        {
            failures.AddRange((await FailuresAsync(ask)).Select(failure => $"{name}: {failure}"));
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Distinct().Take(40)));

        RollupContract At(EthereumClient client) => RollupContract.At(client, rollup.Address);
    }

    /// <summary>Asks once honestly, then with each answer altered in every way; what ended otherwise.</summary>
    private async Task<IReadOnlyCollection<string>> FailuresAsync(Func<EthereumClient, Task> ask)
    {
        List<string> honest = await RecordAsync(ask);
        ConcurrentBag<string> failures = [];
        for (int i = 0; i < honest.Count; i++)
        {
            foreach (string variant in HostileJson.Variants(honest[i]))
            {
                int call = 0;
                string[] answers = [.. honest[..i], variant, .. honest[(i + 1)..]];
                await using var node = new FakeNode(
                    _ => FakeNode.Body(answers[Math.Min(call++, answers.Length - 1)]));
                using EthereumAccount account = new([.. new byte[31], 7]);
                using var client = new EthereumClient(node.Endpoint, account);
                Exception? outcome = await Record.ExceptionAsync(() => ask(client).WaitAsync(s_patience));
                if (outcome is not (null or L1Exception))
                {
                    string after = variant[..Math.Min(200, variant.Length)];
                    failures.Add($"{outcome.GetType().Name} {outcome.Message} after {after}");
                }
            }
        }

        return failures;
    }

    /// <summary>The results that the real node gives, in the order in which they are asked for.</summary>
    private async Task<List<string>> RecordAsync(Func<EthereumClient, Task> ask)
    {
        List<string> results = [];
        await using var node = new FakeNode(request =>
        {
            string method = request["method"]!.ToString();
            var parameters = (JsonArray)request["params"]!.DeepClone();
            JsonNode? answer = method == "eth_sendRawTransaction"
                ? "0x" + new string('1', 64)
                : l1.Node.Rpc.InvokeAsync(method, parameters, s_none).GetAwaiter().GetResult();
            string result = answer?.ToJsonString() ?? "null";
            results.Add(result);
            return FakeNode.Body(result);
        });
        using var client = new EthereumClient(node.Endpoint, await l1.Node.CreateAccountAsync("recorder", s_none));
        await ask(client);
        return results;
    }
}
