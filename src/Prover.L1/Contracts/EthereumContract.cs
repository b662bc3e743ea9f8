using System.Numerics;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A contract at an address, driven by the names in its ABI.</summary>
/// <remarks>Refusals come as <see cref="L1RevertException"/> with the name of the contract's error.</remarks>
public sealed class EthereumContract
{
    private static readonly TimeSpan s_receiptTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The contract at this address; nothing is asked of the node.</summary>
    public EthereumContract(EthereumClient client, EthAddress address, ContractAbi abi)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(abi);
        Client = client;
        Address = address;
        Abi = abi;
    }

    /// <summary>The client that calls go through.</summary>
    public EthereumClient Client { get; }

    /// <summary>Where the contract is.</summary>
    public EthAddress Address { get; }

    /// <summary>Its functions, events and errors.</summary>
    public ContractAbi Abi { get; }

    /// <summary>Creates a contract and waits for it.</summary>
    public static async Task<(EthereumContract Contract, L1Receipt Receipt)> DeployAsync(
        EthereumClient client,
        ContractAbi abi,
        ReadOnlyMemory<byte> creationCode,
        IReadOnlyList<object> arguments,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(abi);
        byte[] data = [.. creationCode.Span, .. abi.EncodeConstructor(arguments)];
        L1Receipt receipt = await SendAsync(client, abi, new L1Call(null, data), cancel).ConfigureAwait(false);
        EthAddress address = receipt.Created ?? throw new L1Exception("The receipt names no created contract.");
        return (new EthereumContract(client, address, abi), receipt);
    }

    /// <summary>The same contract for another client: another sender.</summary>
    public EthereumContract As(EthereumClient client) => new(client, Address, Abi);

    /// <summary>Asks a function; what it answers.</summary>
    public async Task<object[]> CallAsync(string function, IReadOnlyList<object> arguments, CancellationToken cancel)
    {
        byte[] answer = await CallAsync(Abi.EncodeCall(function, arguments), cancel).ConfigureAwait(false);
        return Abi.DecodeResult(function, answer);
    }

    /// <summary>Asks a function as of a block of L1; what it answers.</summary>
    public async Task<object[]> CallAtAsync(
        string function, IReadOnlyList<object> arguments, ulong block, CancellationToken cancel)
    {
        var call = new L1Call(Address, Abi.EncodeCall(function, arguments));
        return Abi.DecodeResult(function, await Client.CallAsync(call, block, cancel).ConfigureAwait(false));
    }

    /// <summary>Runs a call with this data without sending anything; the undecoded answer.</summary>
    public async Task<byte[]> CallAsync(ReadOnlyMemory<byte> data, CancellationToken cancel)
    {
        try
        {
            return await Client.CallAsync(new L1Call(Address, data), cancel).ConfigureAwait(false);
        }
        catch (L1RevertException exception)
        {
            throw Abi.Explain(exception);
        }
    }

    /// <summary>Sends a transaction to a function and waits until it is in a block.</summary>
    public Task<L1Receipt> SendAsync(
        string function, IReadOnlyList<object> arguments, BigInteger value, CancellationToken cancel) =>
        SendAsync(Abi.EncodeCall(function, arguments), value, cancel);

    /// <summary>Sends a transaction with this data and waits until it is in a block.</summary>
    public Task<L1Receipt> SendAsync(ReadOnlyMemory<byte> data, BigInteger value, CancellationToken cancel) =>
        SendAsync(Client, Abi, new L1Call(Address, data, value), cancel);

    /// <summary>The events of one name, in order; the arguments of each.</summary>
    public async Task<IReadOnlyList<(L1Log Log, object[] Arguments)>> GetEventsAsync(
        string name, ulong fromBlock, CancellationToken cancel)
    {
        var filter = new L1LogFilter(Address, Abi.EventTopic(name), fromBlock);
        IReadOnlyList<L1Log> logs = await Client.GetLogsAsync(filter, cancel).ConfigureAwait(false);
        return logs.All(log => log.Address == Address)
            ? [.. logs.Select(log => (log, Abi.DecodeEvent(name, log)))]
            : throw new L1Exception($"The node's answer has logs of others than {Address}.");
    }

    private static async Task<L1Receipt> SendAsync(
        EthereumClient client, ContractAbi abi, L1Call call, CancellationToken cancel)
    {
        try
        {
            L1Receipt receipt = await client.SendAndWaitAsync(call, s_receiptTimeout, cancel).ConfigureAwait(false);
            if (receipt.Succeeded)
            {
                return receipt;
            }

            // Between the estimate and the block something changed; asked again, the contract says what.
            _ = await client.CallAsync(call, cancel).ConfigureAwait(false);
            throw new L1RevertException(
                $"Transaction {receipt.TransactionHash} reverted in block {receipt.BlockNumber}.", default);
        }
        catch (L1RevertException exception)
        {
            throw abi.Explain(exception);
        }
    }
}
