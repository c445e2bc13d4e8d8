# Idle sessions end after ten minutes (rule of the city).
TMOUT=600
readonly TMOUT
export TMOUT
