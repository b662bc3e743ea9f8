using System.Buffers.Binary;
using System.Numerics;
using Prover.Contracts;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>The rollup's contract: everything that it offers, with the types of the domain.</summary>
/// <remarks>
/// What sends waits until the transaction is in a block, and throws <see cref="L1RevertException"/> with the name of
/// the contract's error if it is refused.
/// </remarks>
public sealed class RollupContract : IRollupContract
{
    /// <summary>How often the state is read before it is given up.</summary>
    private const int StateAttempts = 5;

    private readonly EthereumContract _contract;

    private RollupContract(EthereumContract contract) => _contract = contract;

    /// <summary>The ABI of the contract.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(ContractArtifacts.Rollup.AbiJson);

    /// <summary>Where the contract is.</summary>
    public EthAddress Address => _contract.Address;

    /// <summary>The contract by names, for what has no method here.</summary>
    public EthereumContract Contract => _contract;

    /// <summary>Creates the contract.</summary>
    /// <exception cref="L1RevertException">It refuses a key or another argument.</exception>
    public static Task<(RollupContract Rollup, L1Receipt Receipt)> DeployAsync(
        EthereumClient client, RollupDeployment deployment, CancellationToken cancel) =>
        DeployAsync(client, ContractArtifacts.Rollup, deployment, cancel);

    /// <summary>Creates a contract with the same constructor as the rollup's: a variant of it.</summary>
    public static async Task<(RollupContract Rollup, L1Receipt Receipt)> DeployAsync(
        EthereumClient client, ContractArtifact artifact, RollupDeployment deployment, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(deployment);
        object[] arguments =
        [
            deployment.Operator,
            deployment.GenesisRoot,
            deployment.Verifiers.Select(verifier => verifier.ToAbi()).ToArray(),
            deployment.ForceDevelopmentKeys,
        ];
        var abi = ContractAbi.Parse(artifact.AbiJson);
        (EthereumContract contract, L1Receipt receipt) = await EthereumContract
            .DeployAsync(client, abi, artifact.CreationCode, arguments, cancel).ConfigureAwait(false);
        return (new RollupContract(contract), receipt);
    }

    /// <summary>The contract at an address, which was created before.</summary>
    public static RollupContract At(EthereumClient client, EthAddress address) =>
        new(new EthereumContract(client, address, Abi));

    /// <summary>The same contract for another sender.</summary>
    public RollupContract As(EthereumClient client) => new(_contract.As(client));

    /// <summary>The chain and the contract: what signatures and blocks are bound to.</summary>
    public async Task<Domain> GetDomainAsync(CancellationToken cancel) =>
        new(await _contract.Client.GetChainIdAsync(cancel).ConfigureAwait(false), Address);

    /// <inheritdoc/>
    /// <remarks>A block that is accepted between the two questions is noticed, and both are asked again.</remarks>
    public async Task<RollupOnL1> GetStateAsync(CancellationToken cancel)
    {
        object[] state = await _contract.CallAsync("chainState", [], cancel).ConfigureAwait(false);
        for (int attempt = 0; attempt < StateAttempts; attempt++)
        {
            object[] root = await _contract.CallAsync("stateRoot", [], cancel).ConfigureAwait(false);
            object[] again = await _contract.CallAsync("chainState", [], cancel).ConfigureAwait(false);
            if (again.SequenceEqual(state))
            {
                return ToState(state, root);
            }

            state = again;
        }

        throw new L1Exception("The contract's state does not stand still long enough to be read.");
    }

    /// <summary>What the contract knew after a block of L1.</summary>
    public async Task<RollupOnL1> GetStateAsync(ulong l1Block, CancellationToken cancel) => ToState(
        await _contract.CallAtAsync("chainState", [], l1Block, cancel).ConfigureAwait(false),
        await _contract.CallAtAsync("stateRoot", [], l1Block, cancel).ConfigureAwait(false));

    /// <summary>How many requests were ever queued.</summary>
    public async Task<uint> GetQueueLengthAsync(CancellationToken cancel) =>
        Narrow.ToUInt32(await AskAsync("queueLength", [], cancel).ConfigureAwait(false), "a queue length");

    /// <inheritdoc/>
    public async Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
        (Bytes32)(await _contract.CallAsync("queueHash", [position], cancel).ConfigureAwait(false))[0];

    /// <summary>The queued requests from an L1 block on, in queue order, without a gap between them.</summary>
    /// <exception cref="L1Exception">The node left one out or altered one: the running hash tells.</exception>
    public async Task<IReadOnlyList<QueuedRequest>> GetRequestsAsync(ulong fromBlock, CancellationToken cancel)
    {
        IReadOnlyList<(L1Log Log, object[] Arguments)> events =
            await _contract.GetEventsAsync("RequestQueued", fromBlock, cancel).ConfigureAwait(false);
        QueuedRequest[] requests = [.. events.Select(entry => QueuedRequest.FromEvent(entry.Log, entry.Arguments))];
        RequireChain(requests, (before, next) => next.Follows(before), fromBlock, "requests");
        return requests;
    }

    /// <summary>The accepted blocks from an L1 block on, in order, without a gap between them.</summary>
    /// <exception cref="L1Exception">The node left one out: numbers and roots tell.</exception>
    public async Task<IReadOnlyList<AcceptedBlock>> GetAcceptedBlocksAsync(ulong fromBlock, CancellationToken cancel)
    {
        IReadOnlyList<(L1Log Log, object[] Arguments)> events =
            await _contract.GetEventsAsync("BlockAccepted", fromBlock, cancel).ConfigureAwait(false);
        AcceptedBlock[] blocks = [.. events.Select(entry => AcceptedBlock.FromEvent(entry.Arguments))];
        RequireChain(blocks, (before, next) => next.Follows(before), fromBlock, "accepted blocks");
        return blocks;
    }

    /// <summary>Where the contract accepted a block; null if it did not.</summary>
    /// <param name="number">The block's number.</param>
    /// <param name="fromBlock">The L1 block to search from.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<AcceptedOnL1?> FindAcceptedAsync(uint number, ulong fromBlock, CancellationToken cancel)
    {
        byte[] word = new byte[Bytes32.Size];
        BinaryPrimitives.WriteUInt32BigEndian(word.AsSpan(Bytes32.Size - sizeof(uint)), number);
        var filter = new L1LogFilter(
            Address, Abi.EventTopic("BlockAccepted"), fromBlock, SecondTopic: new Bytes32(word));
        IReadOnlyList<L1Log> logs = await LogSearch.LatestAsync(_contract.Client, filter, cancel)
            .ConfigureAwait(false);
        if (logs.Count == 0)
        {
            return null;
        }

        var accepted = AcceptedBlock.FromEvent(Abi.DecodeEvent("BlockAccepted", logs[0]));
        return logs.Count == 1 && logs[0].Address == Address && accepted.Number == number
            ? new AcceptedOnL1(number, accepted.NewRoot, logs[0].BlockNumber, logs[0].TransactionHash)
            : throw new L1Exception($"The node answers with other events than that of block {number}.");
    }

    /// <summary>Capacities and key of a block circuit, as the contract has them; null if it does not know the
    /// circuit.</summary>
    public async Task<(BlockCapacities Capacities, byte[] Key)?> FindVerifierAsync(
        Bytes32 circuitId, CancellationToken cancel)
    {
        try
        {
            object key = await AskAsync("verifyingKeyOf", [circuitId], cancel).ConfigureAwait(false);
            object capacities = await AskAsync("capacitiesOf", [circuitId], cancel).ConfigureAwait(false);
            return (ToCapacities((object[])capacities), EvmWords.Join((object[])key));
        }
        catch (L1RevertException exception) when (exception.ErrorName == "UnknownCircuit")
        {
            return null;
        }
    }

    /// <summary>Gives the next id to an ERC-20 token.</summary>
    public async Task<uint> RegisterTokenAsync(EthAddress token, CancellationToken cancel)
    {
        _ = await _contract.SendAsync("registerToken", [token], default, cancel).ConfigureAwait(false);
        return Narrow.ToUInt32(await AskAsync("tokenIdOf", [token], cancel).ConfigureAwait(false), "a token id");
    }

    /// <summary>Queues a deposit. Ether (token 0) is sent along; a token the sender has to have approved.</summary>
    public Task<L1Receipt> DepositAsync(AccountIdentity identity, UInt128 amount, CancellationToken cancel) =>
        _contract.SendAsync(
            "deposit",
            [identity.Token, amount, identity.L1Address, identity.Sign, identity.Ay],
            identity.Token == 0 ? amount : BigInteger.Zero,
            cancel);

    /// <summary>The call data of submitBlock.</summary>
    /// <remarks>
    /// After the selector, words of 32 bytes: circuit id, new root, C, number, time, two offsets, eight words of the
    /// proof; then the records and the diff.
    /// </remarks>
    public static byte[] EncodeSubmission(BlockSubmission block)
    {
        ArgumentNullException.ThrowIfNull(block);
        object[] proof = EvmWords.Split(block.Proof.Span);
        BlockHeader header = block.Header;
        object[] headerFields = [header.CircuitId, header.NewRoot, block.Commitment, header.Number, header.Time];
        object[][] records = [.. block.Requests.Select(request => request.Words().Cast<object>().ToArray())];
        return Abi.EncodeCall("submitBlock", [headerFields, records, block.Diff, proof]);
    }

    /// <inheritdoc/>
    public Task<L1Receipt> SubmitBlockAsync(BlockSubmission block, CancellationToken cancel) =>
        _contract.SendAsync(EncodeSubmission(block), default, cancel);

    /// <summary>What is pending of a token for an owner.</summary>
    public async Task<UInt128> GetPendingAsync(uint token, EthAddress owner, CancellationToken cancel) =>
        Narrow.ToUInt128(await AskAsync("pendingOf", [token, owner], cancel).ConfigureAwait(false), "an amount");

    /// <summary>Pushes what is pending of a token to its owner; anyone may.</summary>
    public Task<L1Receipt> ClaimAsync(uint token, EthAddress owner, CancellationToken cancel) =>
        _contract.SendAsync("claim", [token, owner], default, cancel);

    /// <summary>What the contract holds of a token: every deposit that was not claimed back.</summary>
    public async Task<UInt128> GetHeldAsync(uint token, CancellationToken cancel) =>
        Narrow.ToUInt128(await AskAsync("heldOf", [token], cancel).ConfigureAwait(false), "an amount");

    /// <summary>What the rollup's accounts are owed of a token: consumed deposits less withdrawals.</summary>
    public async Task<UInt128> GetOwedAsync(uint token, CancellationToken cancel) =>
        Narrow.ToUInt128(await AskAsync("owedOf", [token], cancel).ConfigureAwait(false), "an amount");

    /// <summary>
    /// Each entry follows the one before; from block 0 on, where no contract is older, the first follows none.
    /// </summary>
    private static void RequireChain<T>(
        IReadOnlyList<T> entries, Func<T?, T, bool> follows, ulong fromBlock, string what)
        where T : class
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if ((i > 0 || fromBlock == 0) && !follows(i == 0 ? null : entries[i - 1], entries[i]))
            {
                throw new L1Exception($"The node's list of {what} has a gap before entry {i}.");
            }
        }
    }

    private static RollupOnL1 ToState(object[] state, object[] root) => new(
        Narrow.ToUInt32(state[0], "a block number"),
        Narrow.ToUInt64(state[1], "a block time"),
        Narrow.ToUInt64(state[2], "a count of accounts"),
        Narrow.ToUInt32(state[3], "a queue position"),
        Narrow.ToFr(root[0], "a root"));

    private static BlockCapacities ToCapacities(object[] sizes)
    {
        int[] numbers = [.. sizes.Select(size => Narrow.ToInt32(size, "a capacity"))];
        return numbers.Length == 5
            ? new BlockCapacities(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
            : throw new L1Exception("The contract's answer has not five capacities.");
    }

    private async Task<object> AskAsync(string function, object[] arguments, CancellationToken cancel) =>
        (await _contract.CallAsync(function, arguments, cancel).ConfigureAwait(false))[0];
}
