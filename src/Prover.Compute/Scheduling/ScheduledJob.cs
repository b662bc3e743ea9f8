namespace Prover.Compute;

/// <summary>A job of a <see cref="JobSchedule"/> and how far it is. The schedule holds its lock around all calls but
/// <see cref="Run"/> and <see cref="ReleaseOnce"/>.</summary>
internal sealed class ScheduledJob(ComputeJob job)
{
    /// <summary>Stands for the opening of a stage, which is handed out like a piece.</summary>
    public const int Opening = -1;

    private int _stage;
    private int _pieces;
    private int _given;
    private int _settled;
    private State _state;
    private int _released;

    private enum State
    {
        Closed,
        BeingOpened,
        Open,
        Finished,
        Ended,
    }

    /// <summary>The job.</summary>
    public ComputeJob Job { get; } = job;

    /// <summary>The jobs that wait for this one.</summary>
    public List<ScheduledJob> Next { get; } = [];

    /// <summary>Number of jobs that this one still waits for.</summary>
    public int Waiting { get; set; }

    /// <summary>True when all pieces of the last stage have run.</summary>
    public bool IsFinished => _state == State.Finished;

    /// <summary>True once those that wait may start.</summary>
    public bool HasEnded => _state == State.Ended;

    /// <summary>Expected work of one piece of this stage.</summary>
    public double CostOfPiece => Job.Cost(_stage) / _pieces;

    /// <summary>The next piece, or the opening of the next stage, if there is one to be had now.</summary>
    public bool TryTake(out int piece)
    {
        piece = Opening;
        if (Waiting > 0)
        {
            return false;
        }

        if (_state == State.Closed)
        {
            _state = State.BeingOpened;
            return true;
        }

        if (_state != State.Open || _given == _pieces)
        {
            return false;
        }

        piece = _given++;
        return true;
    }

    /// <summary>Runs what was taken.</summary>
    public void Run(int piece)
    {
        if (piece == Opening)
        {
            _pieces = Job.Begin(_stage);
        }
        else
        {
            Job.Run(_stage, piece);
        }
    }

    /// <summary>Notes that a piece has run; true if there may now be something else to take.</summary>
    public bool Settle(int piece)
    {
        if (piece == Opening)
        {
            (_state, _given, _settled) = (State.Open, 0, 0);
        }
        else
        {
            _settled++;
        }

        if (_settled < _pieces)
        {
            return piece == Opening;
        }

        _stage++;
        _state = _stage == Job.Stages ? State.Finished : State.Closed;
        return true;
    }

    /// <summary>Lets those go on that wait for this job.</summary>
    public void End()
    {
        _state = State.Ended;
        Next.ForEach(next => next.Waiting--);
    }

    /// <summary>Gives back what the job took, the first time.</summary>
    public void ReleaseOnce()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            Job.Release();
        }
    }
}
